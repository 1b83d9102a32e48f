/** The commands a reader of the README is told to type, in their order. Source: its `sh` and `console` blocks. */
export function readmeCommands(markdown: string): readonly string[] {
  const blocks = markdown.matchAll(/^```(sh|console)\n(.*?)^```$/gms);
  return [...blocks].flatMap(([, kind, text]) => (kind === 'sh' ? scriptLines(text!) : typedLines(text!)));
}

function scriptLines(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map(withoutComment);
}

/** What stands behind a prompt, and the lines it goes on in; the rest is what the commands print. */
function typedLines(text: string): string[] {
  const commands: string[] = [];
  let goesOn = false;
  for (const line of text.split('\n')) {
    if (goesOn) commands[commands.length - 1] += `\n${line}`;
    else if (line.startsWith('$ ')) commands.push(line.slice(2));
    else continue;
    goesOn = line.endsWith('\\');
  }
  return commands.map(withoutComment);
}

/** A shell at its prompt need not know comments. */
function withoutComment(line: string): string {
  return line.replace(/\s+# .*$/, '');
}
