import { fetchFault } from './fetch-fault.ts'
import type { ScrapeTarget } from './scrape.ts'

/** Posts a JSON text. Null where it was taken, else why not, in a few words. It follows no redirect. Never rejects. */
export async function postJson(
  { url, authorization }: ScrapeTarget,
  body: string,
  timeoutMs: number,
): Promise<string | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(authorization === null ? {} : { authorization }),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    await response.body?.cancel()
    return response.ok ? null : `it answers with status ${response.status}`
  } catch (cause) {
    return fetchFault(cause, timeoutMs)
  }
}
