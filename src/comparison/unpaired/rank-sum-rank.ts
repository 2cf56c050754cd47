import { normalCdf, normalQuantile } from '../../metrics/index.ts'

/** Up to so many values in each sample the distribution of U is counted. */
const exactSize = 50

/**
 * Which of the sorted differences between two samples of `m` and `n` values ends their interval at either side, from 1, and
 * the confidence which that has; null where so few values cannot attain `confidence`. Without regard to ties, which makes the
 * interval wider, never narrower. Hollander and Wolfe 4.3.
 */
export function rankSumRank(
  m: number,
  n: number,
  confidence: number,
): { rank: number; confidence: number } | null {
  const tail = (1 - confidence) / 2
  if (Math.max(m, n) > exactSize) return approximateRank(m, n, tail)
  const shares = sharesOfU(m, n)
  let rank = 0
  let below = 0
  while (below + (shares[rank] ?? 1) <= tail + 1e-15) {
    below += shares[rank] ?? 1
    rank++
  }
  return rank === 0 ? null : { rank, confidence: 1 - 2 * below }
}

function approximateRank(m: number, n: number, tail: number): { rank: number; confidence: number } | null {
  const deviation = Math.sqrt((m * n * (m + n + 1)) / 12)
  const rank = Math.floor((m * n) / 2 + 0.5 + normalQuantile(tail) * deviation)
  if (rank < 1) return null
  return { rank, confidence: 1 - 2 * normalCdf((rank - 0.5 - (m * n) / 2) / deviation) }
}

/** The chance of each U when both samples come from one distribution: the largest of all values is from either. */
function sharesOfU(m: number, n: number): Float64Array {
  let rows = Array.from({ length: n + 1 }, () => Float64Array.of(1))
  for (let i = 1; i <= m; i++) {
    const next = [Float64Array.of(1)]
    for (let j = 1; j <= n; j++) {
      const shares = new Float64Array(i * j + 1)
      const fewer = rows[j] ?? shares
      const shorter = next[j - 1] ?? shares
      for (const [u, share] of fewer.entries()) shares[u + j] = (shares[u + j] ?? 0) + (share * i) / (i + j)
      for (const [u, share] of shorter.entries()) shares[u] = (shares[u] ?? 0) + (share * j) / (i + j)
      next.push(shares)
    }
    rows = next
  }
  return rows[n] ?? Float64Array.of(1)
}
