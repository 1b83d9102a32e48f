import { MAX_FRAME } from '../../slurmctld/wire/frame.ts';
import { malformed } from '../../slurmctld/wire/reader.ts';

/** Cuts a stream into frames: a length word and that many bytes, over and over. */
export class Frames {
  private chunks: Buffer[] = [];
  private received = 0;

  /**
   * Takes what came; returns the frame that is complete with it, behind its length word. Nothing is allocated on
   * the word of the other side.
   * @throws SlurmError `REPLY_MALFORMED` for a length no message has, and for bytes behind the frame: nobody asked
   * for them
   */
  add(chunk: Buffer): Buffer | undefined {
    this.chunks.push(chunk);
    this.received += chunk.length;
    if (this.received < 4) return undefined;
    if (this.chunks[0]!.length < 4) this.chunks = [Buffer.concat(this.chunks)];
    const length = this.chunks[0]!.readUInt32BE(0);
    if (length > MAX_FRAME) throw malformed(`it claims to be ${length} bytes long`);
    if (this.received < 4 + length) return undefined;
    if (this.received > 4 + length) throw malformed('there is more behind it');
    const frame = this.chunks.length === 1 ? this.chunks[0]! : Buffer.concat(this.chunks);
    this.chunks = [];
    this.received = 0;
    return frame.subarray(4);
  }
}
