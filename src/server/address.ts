import { SlurmError } from '../slurm/error.ts';

/** Where to listen, as a user writes it. */
export type Address =
  | {
      readonly kind: 'tcp';
      /** Undefined: every interface. */
      readonly host: string | undefined;
      /** 0: any free port. */
      readonly port: number;
      readonly text: string;
    }
  | { readonly kind: 'unix'; readonly path: string; readonly text: string };

/** sun_path of unix(7) less its final NUL; libuv cuts longer ones without a word. */
const LONGEST_PATH = 107;

/**
 * Reads `host:port`, `10.0.0.1:port`, `[::1]:port`, `:port` or `unix:/path` (slurmrestd(8)).
 * @throws SlurmError `ADDRESS_MALFORMED`
 */
export function parseAddress(text: string): Address {
  if (text.startsWith('unix:')) return unixAddress(text);
  const match = /^(?:\[([0-9A-Fa-f:.]+(?:%[\w.-]+)?)\]|([^\s:/[\]@]*)):(\d{1,5})$/.exec(text);
  if (!match) throw malformed(text, hint(text));
  const port = Number(match[3]);
  if (port > 65535) throw malformed(text, 'ports end at 65535');
  return { kind: 'tcp', host: match[1] ?? (match[2] || undefined), port, text };
}

/** Reads a comma-separated list of addresses, as in SLURMRESTD_LISTEN. */
export function parseAddresses(list: string): Address[] {
  return list
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map(parseAddress);
}

function unixAddress(text: string): Address {
  const path = text.slice('unix:'.length).replace(/^\/\/(?=\/)/, '');
  if (!path.startsWith('/') || path.endsWith('/') || path.includes('\0'))
    throw malformed(text, 'the path of a UNIX socket is absolute');
  if (Buffer.byteLength(path) > LONGEST_PATH)
    throw malformed(text, `the path of a UNIX socket has at most ${LONGEST_PATH} bytes`);
  return { kind: 'unix', path, text };
}

function hint(text: string): string {
  if (/^\d+$/.test(text)) return `for port ${text} of every interface write :${text}`;
  if (text.startsWith('/')) return `for a UNIX socket write unix:${text}`;
  if (/^https?:\/\//.test(text)) return 'leave the scheme out; TLS is switched on by --tls-cert';
  if (/:.*:/.test(text) && !text.startsWith('[')) return 'put an IPv6 address into brackets: [::1]:6820';
  return 'a port is missing or not a number';
}

function malformed(address: string, problem: string): SlurmError {
  return new SlurmError('ADDRESS_MALFORMED', { address, problem });
}
