import type { Scans } from './scans.ts'
import type { Tokens } from './tokens.ts'

/** A request that has come whole. */
export interface Asked {
  method: string
  path: string
  query: URLSearchParams
  body: string
  /** The scheme and token of its Authorization; null where it has none. */
  credential: { scheme: string; token: string } | null
}

export interface Answer {
  status: number
  body: unknown
}

export interface Service {
  scans: Scans
  tokens: Tokens
  uptimeSeconds(): number
}

/** As FastAPI says no. */
export function refusal(code: number, detail: unknown): Answer {
  return { status: code, body: { detail } }
}

/** What a body says; null where it is no object. */
export function jsonObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}
