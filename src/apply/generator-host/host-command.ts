import { text } from './host-text.ts'

/**
 * The command that another host is told to run: its node takes lewis-perf from standard input into a temporary file, runs it as it is told,
 * and removes the file when it is done or when the connection is gone. Any shell takes it, for nothing in it needs quoting but once.
 */
export function generatorHostCommand(): string {
  const packed = Buffer.from(text).toString('base64')
  return `exec node -e 'eval(Buffer.from("${packed}", "base64").toString())'`
}
