import { v1 } from '../../api/v1/index.ts';
import { openapiOperations } from '../../engine/openapi/operations.ts';
import type { CommandClass } from '../base-command.ts';
import { COMMANDS } from '../commands.ts';
import { apiPage } from './api-page.ts';
import { commandPage, mainPage } from './command-pages.ts';
import { configurationPage } from './configuration-page.ts';
import { pageFile } from './page.ts';

/** The manual: roff by the name of its file; a page a command, one about all, one on the file, one on the API. */
export async function manualPages(): Promise<ReadonlyMap<string, string>> {
  const commands: CommandClass[] = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const shown = commands.filter(({ hidden }) => !hidden);
  const pages = [
    mainPage(shown),
    ...shown.map(commandPage),
    configurationPage(shown),
    apiPage([...v1, ...openapiOperations(v1)]),
  ];
  return new Map(pages.map(pageFile));
}
