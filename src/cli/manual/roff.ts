/** Building blocks of man(7) pages; every text handed in is escaped here and nowhere else. */

/** Text as roff prints it literally. */
export function literal(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('"', '\\(dq')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti')
    .replaceAll('`', '\\(ga')
    .replaceAll('…', '...')
    .replace(/^\./gm, '\\&.');
}

export const bold = (text: string): string => `\\fB${literal(text)}\\fR`;
export const italic = (text: string): string => `\\fI${literal(text)}\\fR`;

/** A section, nothing when it has no body. */
export function section(title: string, body: readonly string[]): string[] {
  return body.length === 0 ? [] : [`.SH ${title}`, ...body];
}

/** A term and what it means; `term` is roff, `text` is not. */
export function item(term: string, text: string): string[] {
  return ['.TP', term, ...sentences(text)];
}

/** Paragraphs parted by empty lines; those whose lines are indented are kept as they are. */
export function paragraphs(text: string): string[] {
  return text.split(/\n\n+/).flatMap((paragraph, index) => {
    const body = /^ {2}/.test(paragraph)
      ? ['.nf', ...paragraph.split('\n').map(literal), '.fi']
      : sentences(paragraph);
    return index === 0 ? body : ['.PP', ...body];
  });
}

/** Examples: what each does, and its command line. */
export function examples(
  list: readonly { readonly description: string; readonly command: string }[],
): string[] {
  return list.flatMap(({ description, command }, index) => [
    ...(index === 0 ? [] : ['.PP']),
    ...sentences(`${description}:`),
    '.PP',
    '.RS 4',
    '.nf',
    `$ ${literal(command)}`,
    '.fi',
    '.RE',
  ]);
}

/** Longest line of source, before escapes. */
const WIDTH = 72;

/** Each sentence begins a line, as in manuals written by hand, and long ones go on in the next. */
function sentences(text: string): string[] {
  return text
    .replace(/\s+/g, ' ')
    .split(/(?<=[.;:]) (?=[A-Z])/)
    .flatMap((sentence) => sentence.match(new RegExp(`.{1,${WIDTH}}(?= |$)|\\S+`, 'g')) ?? [])
    .map((line) => literal(line.trim()));
}
