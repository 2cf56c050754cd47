import { fetchFault } from './fetch-fault.ts'

/** Where a page of metrics is, and how one may ask for it. */
export interface ScrapeTarget {
  /** Without credentials. */
  url: string
  /** An Authorization header. */
  authorization: string | null
}

/** A page as it was sent, or why there is none. */
export type Scraped = { ok: true; contentType: string; text: string } | { ok: false; reason: string }

export interface ScrapeLimits {
  timeoutMs: number
  maximumBytes: number
}

/** Gets a page of metrics. It follows no redirect, so that credentials stay where they were meant for. Never rejects. */
export async function scrapePage(target: ScrapeTarget, limits: ScrapeLimits): Promise<Scraped> {
  const { url, authorization } = target
  try {
    const response = await fetch(url, {
      headers: {
        accept: 'text/plain;version=0.0.4, application/openmetrics-text;version=1.0.0;q=0.5',
        ...(authorization === null ? {} : { authorization }),
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(limits.timeoutMs),
    })
    if (response.status !== 200) {
      await response.body?.cancel()
      return { ok: false, reason: `it answers with status ${response.status}` }
    }
    const text = await bounded(response, limits.maximumBytes)
    if (text === null) return { ok: false, reason: `its page is longer than ${limits.maximumBytes} bytes` }
    return { ok: true, contentType: response.headers.get('content-type') ?? '', text }
  } catch (cause) {
    return { ok: false, reason: fetchFault(cause, limits.timeoutMs) }
  }
}

async function bounded(response: Response, maximumBytes: number): Promise<string | null> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  if (response.body === null) return text
  for await (const piece of response.body) {
    bytes += piece.length
    // Leaving the loop cancels the body.
    if (bytes > maximumBytes) return null
    text += decoder.decode(piece, { stream: true })
  }
  return text + decoder.decode()
}
