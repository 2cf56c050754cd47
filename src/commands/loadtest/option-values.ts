import { type Parsed, parseByteSize, parseWhole, rejected, understood } from '../../core/index.ts'

export function parseText(text: string): Parsed<string> {
  return text === '' ? rejected('is empty', 'Give a text.') : understood(text)
}

/** Credentials may stand in it. */
export function parseGateway(text: string): Parsed<string> {
  const url = URL.canParse(text) ? new URL(text) : null
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:')
    ? understood(text)
    : rejected('is no address of a Pushgateway', 'Write it as http://127.0.0.1:9091.')
}

/** A target and its share. */
export function parseTarget(text: string): Parsed<{ url: string; weight: number }> {
  const [, url, weight] = /^(.*?)(?:,weight=(.*))?$/.exec(text) ?? []
  const share = weight === undefined ? 1 : Number(weight)
  if (url === undefined || url === '' || !(share > 0 && share <= 1000))
    return rejected('is no target', 'Write URL or URL,weight=N, with a weight above 0 up to 1000.')
  return understood({ url, weight: share })
}

export function parsePath(text: string): Parsed<string> {
  return /^\/[\x21-\x7e]*$/.test(text)
    ? understood(text)
    : rejected('is no path', 'Write it from its slash: /health.')
}

export function parseMethod(text: string): Parsed<string> {
  return /^[A-Z]+$/.test(text)
    ? understood(text)
    : rejected('is no method', 'Write it in capitals: GET, POST.')
}

export function parseCount(text: string, maximum: number): Parsed<number> {
  return parseWhole(text, { minimum: 1, maximum })
}

export function parseMostBytes(text: string): Parsed<number> {
  const size = parseByteSize(text)
  return size.ok && size.value === 0 ? rejected('allows nothing at all', 'Give a size such as 500MiB.') : size
}
