/** First in, first out, at the same cost however many wait. */
export interface WaitingLine<T> {
  readonly length: number
  first(): T | undefined
  push(item: T): void
  shift(): T | undefined
}

/** What is gone is let go of from time to time, so that the line never holds more than twice what waits. */
export function waitingLine<T>(): WaitingLine<T> {
  let items: T[] = []
  let head = 0
  return {
    get length() {
      return items.length - head
    },
    first: () => items[head],
    push(item) {
      items.push(item)
    },
    shift() {
      const item = items[head]
      if (item === undefined) return undefined
      head++
      if (head > 1024 && head * 2 > items.length) {
        items = items.slice(head)
        head = 0
      }
      return item
    },
  }
}
