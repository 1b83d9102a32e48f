import { type ByVersion, VERSIONS, type Version } from '../version.ts';

/** The members an object may have in each version, with SchedMD's name of their types. */
export type TypedFields = ByVersion<ReadonlyMap<string, string>>;

const FIELD = /^([^:]+):([^@]+)(?:@(\d+)?-(\d+)?)?$/;

/** Reads `name:type@since-until`. */
export function typedFields(text: string): TypedFields {
  const fields = text
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [, name = '', type = '', since = 0, until = Number.POSITIVE_INFINITY] = FIELD.exec(word) ?? [];
      return { name, type, since: Number(since), until: Number(until) };
    });
  const of = (version: Version) =>
    new Map(
      fields
        .filter(({ since, until }) => version >= since && version <= until)
        .map(({ name, type }) => [name, type]),
    );
  return Object.fromEntries(VERSIONS.map((version) => [version, of(version)])) as unknown as TypedFields;
}
