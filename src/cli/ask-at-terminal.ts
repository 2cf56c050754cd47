/** One line from the terminal, asked for on standard error; null where standard input or error is none, or the run is interrupted. */
export async function askAtTerminal(question: string, interrupted: AbortSignal): Promise<string | null> {
  const { stdin, stderr } = process
  if (!stdin.isTTY || !stderr.isTTY || interrupted.aborted) return null
  const { createInterface } = await import('node:readline/promises')
  // Not `terminal`: the line discipline stays the kernel's, so that Ctrl-C is a signal.
  const lines = createInterface({ input: stdin, output: stderr, terminal: false })
  try {
    return await lines.question(question, { signal: interrupted })
  } catch {
    return null
  } finally {
    lines.close()
  }
}
