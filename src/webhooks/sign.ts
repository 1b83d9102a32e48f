import { createHmac } from 'node:crypto';

/**
 * The headers that tell a receiver who sent a message and when. Source: Standard Webhooks 1.0.0, "Webhook headers".
 * @param id of the message, the same for every attempt to deliver it
 * @param time of this attempt
 */
export function signatureHeaders(
  secret: Buffer,
  id: string,
  time: Date,
  body: string,
): Record<string, string> {
  const timestamp = String(Math.floor(time.getTime() / 1000));
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

/** Reads a secret: `whsec_` and base64, or the bytes of any other text. */
export function readSecret(text: string): Buffer {
  const encoded = /^whsec_([A-Za-z0-9+/]+=*)$/.exec(text)?.[1];
  return encoded === undefined ? Buffer.from(text) : Buffer.from(encoded, 'base64');
}
