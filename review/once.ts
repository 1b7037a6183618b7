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
