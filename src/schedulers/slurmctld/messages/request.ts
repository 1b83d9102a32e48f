import { compileEncoder, type Encoder, type StructureWriter, type Values } from '../wire/encoder.ts';
import { type FieldTable, fieldTable } from '../wire/field-table.ts';
import type { MessageName } from '../wire/message-type.ts';
import type { Writer } from '../wire/writer.ts';

/** One message to a controller; the same one may be written in several protocol versions. */
export interface Request {
  readonly name: MessageName;
  write(writer: Writer, version: number): void;
  /**
   * Whether sending it twice does no harm. Only then is it sent again after a connection broke once the
   * message was on its way.
   */
  readonly repeatable: boolean;
  /** Told each time it goes out. */
  readonly onSent?: (() => void) | undefined;
}

/** Makes requests of one kind from their layout. */
export function requestOf(
  name: MessageName,
  layout: string,
  options: { readonly repeatable: boolean; readonly structures?: Readonly<Record<string, StructureWriter>> },
): (values?: Values) => Request {
  const table: FieldTable = layout.trim() === '' ? [] : fieldTable(layout);
  const encoders = new Map<number, Encoder>();
  return (values = {}) => ({
    name,
    repeatable: options.repeatable,
    write(writer, version) {
      let encode = encoders.get(version);
      if (!encode) {
        encode = compileEncoder(table, version, options.structures);
        encoders.set(version, encode);
      }
      encode(writer, values);
    },
  });
}
