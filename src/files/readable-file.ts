/** A regular file that is open for reading, with the rights of some user. */
export interface ReadableFile {
  status(): Promise<FileStatus>;
  /** At most `length` bytes from `position` on; none at the end of the file. */
  read(position: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface FileStatus {
  /** Bytes. */
  readonly size: number;
  /** Opaque; differs once the file is another one or has changed. */
  readonly version: string;
}
