import type { HeapInspector } from '../../../src/probes/heap/heap-inspector.ts'

/** An inspector that answers by method (an error refuses, a function is asked), and what it was asked. */
export function literalInspector(answers: Readonly<Record<string, unknown>>): {
  inspector: HeapInspector
  asked: string[]
  emit(event: string, params: unknown): void
} {
  const asked: string[] = []
  const handlers: [string, (params: unknown) => void][] = []
  return {
    asked,
    emit(event, params) {
      for (const [name, handler] of handlers) if (name === event) handler(params)
    },
    inspector: {
      async send(method, params) {
        asked.push(params === undefined ? method : `${method} ${JSON.stringify(params)}`)
        const answer = answers[method]
        if (answer instanceof Error) throw answer
        return typeof answer === 'function' ? answer() : (answer ?? {})
      },
      on(event, handler) {
        handlers.push([event, handler])
      },
    },
  }
}
