/** The environment for a child process: our own, with other settings on top. */
export function childEnvironment(settings: Readonly<Record<string, string>> = {}): Record<string, string | undefined> {
  return { ...process.env, ...settings };
}
