/** One record for each id, made when it is first asked for and kept from then on. */
export function recordsById<T>(create: () => T): (id: string) => T {
  const records = new Map<string, T>()
  return (id) => {
    const known = records.get(id)
    if (known !== undefined) return known
    const record = create()
    records.set(id, record)
    return record
  }
}
