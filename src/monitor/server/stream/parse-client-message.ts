import { type Parsed, rejected, understood } from '../../../core/index.ts'
import { type SubscribeMessage, streamSchema } from '../../stream-messages.ts'

const fields: ReadonlySet<string> = new Set(['schema', 'type', 'series', 'sinceSeconds'])
const longestPattern = 200
const usualSinceSeconds = 300

/** What a client asks for; anything but a whole `subscribe` is refused, with what is wrong. `sinceSeconds` is 300 where it is left out. */
export function parseClientMessage(
  text: string,
  most: { series: number; sinceSeconds: number },
): Parsed<SubscribeMessage> {
  const hint = `Send {"type":"subscribe","series":["cpu.*"],"sinceSeconds":300}.`
  const message = objectIn(text)
  if (message === null) return rejected('is not a JSON object', hint)
  const unknown = Object.keys(message).find((name) => !fields.has(name))
  if (unknown !== undefined)
    return rejected('has a field that is not schema, type, series or sinceSeconds', hint)
  const { schema = streamSchema, type, series, sinceSeconds = usualSinceSeconds } = message
  if (schema !== streamSchema) return rejected(`has another schema than ${streamSchema}`, hint)
  if (type !== 'subscribe') return rejected('has another type than subscribe', hint)
  if (!Array.isArray(series) || !series.every(isPattern))
    return rejected(`has no list of series patterns of 1 to ${longestPattern} characters`, hint)
  if (series.length > most.series) return rejected(`has more than ${most.series} series patterns`, hint)
  if (typeof sinceSeconds !== 'number' || !(sinceSeconds >= 0 && sinceSeconds <= most.sinceSeconds))
    return rejected(`has sinceSeconds outside 0 to ${most.sinceSeconds}`, hint)
  return understood({ type: 'subscribe', series: [...new Set(series)], sinceSeconds })
}

function objectIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

function isPattern(pattern: unknown): pattern is string {
  return typeof pattern === 'string' && pattern.length > 0 && pattern.length <= longestPattern
}
