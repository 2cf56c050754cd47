import { type Parsed, rejected, understood } from '../core/index.ts'

/** `NAME: VALUE`. */
export function parseHeader(text: string): Parsed<readonly [string, string]> {
  const [, name, written] = /^([^:\s]+):[ \t]*([\s\S]*)$/.exec(text) ?? []
  if (name === undefined || written === undefined)
    return rejected('is no header', "Write NAME: VALUE, for example 'Accept: text/html'.")
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(written.trimEnd()))
    return rejected(
      'holds a character that no header can carry',
      'Leave out line breaks and control characters, and encode what is not Latin-1.',
    )
  if (/^(?:content-length|transfer-encoding)$/i.test(name))
    return rejected(
      'says how long the body is, which is known from the body',
      'Leave it out, and give the body with --body or --body-file.',
    )
  return understood([name, written.trimEnd()] as const)
}
