/** The JSON object that `text` is; null when it is none. */
export function parseJsonObject(text: string): Record<string, unknown> | null {
  try {
    return jsonObject(JSON.parse(text))
  } catch {
    return null
  }
}

/** `value` when it is a JSON object, neither null nor a list; else null. */
export function jsonObject(value: unknown): Record<string, unknown> | null {
  // A parsed JSON object has nothing but names and values.
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null
}

/** `value` when it is a number from 0 on that can be counted with; else null. */
export function jsonAmount(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null
}

/** `value` when it is a text with something in it; else null. */
export function jsonText(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}
