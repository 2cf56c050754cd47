/** What can stand in a list by recency: it holds its own neighbours, so that moving it costs the same however long the list is. */
export interface Linked<T> {
  older: T | null
  newer: T | null
}

/** A list from what was used longest ago to what was used last. */
export interface Recency<T> {
  oldest: T | null
  newest: T | null
}

/** Puts an item, of the list or new, behind all others. */
export function moveToNewest<T extends Linked<T>>(list: Recency<T>, item: T): void {
  if (list.newest === item) return
  takeOut(list, item)
  item.older = list.newest
  if (list.newest === null) list.oldest = item
  else list.newest.newer = item
  list.newest = item
}

/** Takes an item out of the list; one that is not in it stays out. */
export function takeOut<T extends Linked<T>>(list: Recency<T>, item: T): void {
  if (item.older !== null) item.older.newer = item.newer
  else if (list.oldest === item) list.oldest = item.newer
  if (item.newer !== null) item.newer.older = item.older
  else if (list.newest === item) list.newest = item.older
  item.older = null
  item.newer = null
}
