/** A line being typed after one more key, by its name; as readline's keys do. */
export function editLine(text: string, key: string): string {
  switch (key) {
    case 'backspace':
      return [...text].slice(0, -1).join('');
    case 'ctrl-u':
      return '';
    case 'ctrl-w':
      return text.trimEnd().replace(/\S*$/, '');
    case 'space':
      return `${text} `;
    default:
      return [...key].length === 1 ? text + key : text;
  }
}
