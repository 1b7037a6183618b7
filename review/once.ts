/** The same function, which remembers its answer for an object for as long as the object lives. */
export function oncePer<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const answers = new WeakMap<Key, Value>();
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined || answers.has(key)) return known as Value;
    const answer = compute(key);
    answers.set(key, answer);
    return answer;
  };
}

/**
 * The same function, which remembers its answers for so many texts. For names that repeat without end: of those that
 * somebody made up, the first are kept and the others worked out each time.
 */
export function oncePerText<Value>(compute: (text: string) => Value, most = 5000): (text: string) => Value {
  const answers = new Map<string, Value>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = compute(text);
    if (answers.size < most) answers.set(text, answer);
    return answer;
  };
}
