/** Makes a value when it is first asked for: a one-shot command comes to few of the schemas that there are. */
export function once<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
