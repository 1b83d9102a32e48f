import type { Caller } from '../../../slurm/caller.ts';
import type { ControllerConfiguration } from '../messages/build-info.ts';
import { PolledTable, type TableFormat } from './polled-table.ts';

/** Bits of PrivateData that hide records of a table. Source: slurm.h, PRIVATE_DATA_…. */
export const PRIVATE_DATA = {
  jobs: 1 << 0,
  nodes: 1 << 1,
  partitions: 1 << 2,
  reservations: 1 << 6,
} as const;

/** Users whose own view is kept; the one not seen for longest gives way. */
const MAX_VIEWS = 64;

/**
 * The views of one table. Where the controller shows everybody the same, all share one; where PrivateData or
 * MCS labels hide records from some, each user has one of their own and never sees another's.
 */
export class VisibleTables<Entry> {
  private readonly shared: PolledTable<Entry>;
  private readonly views = new Map<string, PolledTable<Entry>>();
  private readonly format: TableFormat<Entry>;
  private readonly privateBit: number;

  constructor(format: TableFormat<Entry>, privateBit: number) {
    this.format = format;
    this.privateBit = privateBit;
    this.shared = new PolledTable(format);
  }

  of(caller: Caller, configuration: ControllerConfiguration): PolledTable<Entry> {
    if (!this.isPrivate(configuration)) return this.shared;
    const key = `${caller.uid} ${caller.name}`;
    const view = this.views.get(key) ?? new PolledTable(this.format);
    this.views.delete(key);
    this.views.set(key, view);
    if (this.views.size > MAX_VIEWS) this.views.delete(this.views.keys().next().value!);
    return view;
  }

  private isPrivate({ private_data, mcs_plugin }: ControllerConfiguration): boolean {
    const labelled = mcs_plugin !== '' && mcs_plugin !== 'mcs/none';
    return labelled || (private_data & this.privateBit) !== 0;
  }
}
