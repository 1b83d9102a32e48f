/** All connections read into these bytes while they do not know of more: what has arrived is copied out at once. */
const SHARED = Buffer.allocUnsafeSlow(64 * 1024);
/** So many times what has arrived may be set aside for what is said to come. Until it is there it takes no memory. */
const AHEAD = 64;

/** Bytes of one frame as they arrive, behind the word with their length. A long frame is read into its place. */
export class Arriving {
  #bytes: Buffer = Buffer.alloc(0);
  #received = 0;

  get received(): number {
    return this.#received;
  }

  /** Length of all with the length word; `undefined` until that is there. */
  get expected(): number | undefined {
    return this.#received < 4 ? undefined : 4 + this.#bytes.readUInt32BE(0);
  }

  /** What is there so far. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#received);
  }

  /** Where the next bytes are to be written; never empty. */
  get room(): Buffer {
    return this.#received < this.#bytes.length ? this.#bytes.subarray(this.#received) : SHARED;
  }

  /** Takes the first `size` bytes of what {@link room} was. */
  take(size: number): void {
    const before = this.#received;
    this.#received += size;
    if (before < this.#bytes.length) {
      if (this.#received === this.#bytes.length) this.#grow();
      return;
    }
    this.#bytes = Buffer.concat([this.#bytes, SHARED.subarray(0, size)]);
    if (this.#received > SHARED.length) this.#grow();
  }

  #grow(): void {
    const length = Math.min(this.expected ?? 0, this.#received * AHEAD);
    if (length <= this.#received) return;
    const longer = Buffer.allocUnsafeSlow(length);
    this.#bytes.copy(longer);
    this.#bytes = longer;
  }
}
