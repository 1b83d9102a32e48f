import {
  compileEncoder,
  type Encoder,
  type StructureWriter,
  type Values,
} from '../../slurmctld/wire/encoder.ts';
import { fieldTable } from '../../slurmctld/wire/field-table.ts';
import type { Writer } from '../../slurmctld/wire/writer.ts';
import type { DbdMessage } from '../connection/message-type.ts';
import { writeNames } from './structures.ts';

/** One question to slurmdbd; the same one may be written in several protocol versions. */
export interface DbdRequest {
  readonly name: DbdMessage;
  write(writer: Writer, version: number): void;
}

/** Structures that depend on the version. */
type Structures = (version: number) => Readonly<Record<string, StructureWriter>>;

/** Writes conditions of one kind from their layout, in which `names` is a list of texts. */
export function conditionsWriter(layout: string, structures: Structures = () => ({})) {
  const table = fieldTable(layout);
  const encoders = new Map<number, Encoder>();
  return (writer: Writer, values: Values, version: number): void => {
    let encode = encoders.get(version);
    if (!encode) {
      encode = compileEncoder(table, version, { names: writeNames, ...structures(version) });
      encoders.set(version, encode);
    }
    encode(writer, values);
  };
}
