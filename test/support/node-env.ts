/** Does something while NODE_ENV says something else, or nothing. */
export async function withNodeEnv<Result>(given: string | undefined, work: () => Promise<Result>): Promise<Result> {
  const before = process.env['NODE_ENV'];
  const set = (value: string | undefined) => {
    if (value === undefined) Reflect.deleteProperty(process.env, 'NODE_ENV');
    else Object.assign(process.env, { NODE_ENV: value });
  };
  set(given);
  try {
    return await work();
  } finally {
    set(before);
  }
}
