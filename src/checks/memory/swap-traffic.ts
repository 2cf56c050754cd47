import { growth } from '../growth.ts'

/** Pages a second that are swapped; atop calls more than so many swapping. */
export const manyPages = 10

/** Pages a second that went out to swap and came back; null where that is not counted in both samples. */
export function swapTraffic(
  { first, last }: { first: Record<string, number> | null; last: Record<string, number> },
  windowSeconds: number,
): { out: number; in: number } | null {
  const perSecond = (name: string): number | null => {
    const pages = growth(first?.[name], last[name])
    return pages === null || windowSeconds <= 0 ? null : pages / windowSeconds
  }
  const [out, back] = [perSecond('pswpout'), perSecond('pswpin')]
  return out === null || back === null ? null : { out, in: back }
}
