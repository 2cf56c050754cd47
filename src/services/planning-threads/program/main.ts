import { parentPort } from 'node:worker_threads'
import { OperatorError } from '../../../core/index.ts'
import { busyAtMost, type RecommendedHistory, recommendWorkload } from '../../../scaling/index.ts'
import type { FromThread } from '../../thread-pool/index.ts'
import type { PlanOrder } from './messages.ts'

// The program of a thread that plans: each message is an order, and each order is answered once.

const answer = (message: FromThread<RecommendedHistory>): void => parentPort?.postMessage(message, [])

// What is known of a rule is kept from one order to the next.
let rule: { text: string; of: (pods: number) => number } | null = null

parentPort?.on('message', ({ workload, model, goal, busy, leastReplicas }: PlanOrder) => {
  try {
    const text = JSON.stringify(busy)
    if (rule?.text !== text) rule = { text, of: busyAtMost(busy) }
    const limits = { ...goal.limits, busyAtMost: rule.of }
    const { recommendation, replays } = recommendWorkload(workload, {
      model,
      goal: { ...goal, limits },
      leastReplicas,
    })
    answer({ kind: 'done', answer: { recommendation, replays } })
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error
    const { sentence, hint, exitCode } = error
    answer({ kind: 'failed', problem: { sentence, hint, exitCode } })
  }
})
