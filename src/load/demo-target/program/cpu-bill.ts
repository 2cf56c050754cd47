/**
 * Has the process burn CPU until what each request costs is `seconds` in all: what it takes to read and answer them is in it. Nothing is
 * burnt for a request that took longer by itself, and what was spent for nobody before it counts up to that.
 */
export function newCpuBill(seconds: number): () => void {
  const cost = seconds * 1e6
  let paid: number | null = null
  return () => {
    if (cost === 0) return
    let spent = cpuMicroseconds()
    const due = (paid ?? spent) + cost
    while (spent < due) spent = cpuMicroseconds()
    // By what was due and not by what was spent: the last step too far is taken off the next one.
    paid = Math.max(due, spent - cost)
  }
}

function cpuMicroseconds(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}
