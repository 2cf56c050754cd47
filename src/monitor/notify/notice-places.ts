import {
  createAlertmanagerPosts,
  createNotices,
  type Evaluation,
  type Notice,
  noticeBody,
} from '../../alerting/index.ts'
import { lastWords, postJson, type ScrapeTarget } from '../../clients/index.ts'
import type { World } from '../../core/index.ts'
import { type NoticeCounts, noticeQueue, type SendNotice } from './notice-queue.ts'

/** Who is to be told; each address with a name that may be shown. */
export interface PlaceWishes {
  /** A shell command that gets each notice as JSON on its standard input. */
  exec?: string
  webhook?: ScrapeTarget & { name: string }
  /** The root of an Alertmanager. */
  alertmanager?: ScrapeTarget & { name: string }
}

/** Somebody who is told of alerts. */
export interface NoticePlace {
  /** As options name it, without secrets. */
  name: string
  take(evaluation: Evaluation, epochMs: number, notices: readonly Notice[]): void
  told(): NoticeCounts
  close(): Promise<void>
}

/** All places together. */
export interface NoticePlaces {
  take(evaluation: Evaluation, epochMs: number): void
  told(): ({ to: string } & NoticeCounts)[]
  /** Waits a little for what is under way. */
  close(): Promise<void>
}

const execMs = 30_000
const postMs = 10_000
const patienceMs = 5000

/** Opens what is wished for; alerts are of `instance`, the machine that is watched. */
export function openNoticePlaces(world: World, wishes: PlaceWishes, instance: string): NoticePlaces {
  const notices = createNotices()
  const places = [
    ...(wishes.exec === undefined
      ? []
      : [bodyPlace('--notify-exec', instance, execSender(world, wishes.exec))]),
    ...(wishes.webhook === undefined
      ? []
      : [bodyPlace(new URL(wishes.webhook.url).origin, instance, postSender(wishes.webhook))]),
    ...(wishes.alertmanager === undefined ? [] : [alertmanagerPlace(wishes.alertmanager, instance)]),
  ]
  return {
    take(evaluation, epochMs) {
      if (places.length === 0) return
      const told = notices.take(evaluation, epochMs)
      for (const place of places) place.take(evaluation, epochMs, told)
    },
    told: () => places.map((place) => ({ to: place.name, ...place.told() })),
    async close() {
      await Promise.all(places.map((place) => place.close()))
    },
  }
}

/** Gets each notice as the same JSON. */
function bodyPlace(name: string, instance: string, send: SendNotice): NoticePlace {
  const queue = noticeQueue(send)
  return {
    name,
    take(_, __, notices) {
      for (const notice of notices) queue.add(JSON.stringify(noticeBody(notice, instance)))
    },
    told: queue.told,
    close: () => queue.close(patienceMs),
  }
}

function alertmanagerPlace(target: ScrapeTarget & { name: string }, instance: string): NoticePlace {
  const posts = createAlertmanagerPosts({ instance })
  const url = `${target.url.replace(/\/+$/, '')}/api/v2/alerts`
  const queue = noticeQueue(postSender({ ...target, url }))
  return {
    name: target.name,
    take(evaluation, epochMs) {
      const alerts = posts.take(evaluation, epochMs)
      if (alerts.length > 0) queue.add(JSON.stringify(alerts))
    },
    told: queue.told,
    close: () => queue.close(patienceMs),
  }
}

function postSender(target: ScrapeTarget): SendNotice {
  return (body) => postJson(target, body, postMs)
}

/** What is told after Ctrl-C is told as well. */
function execSender({ run }: World, command: string): SendNotice {
  return async (body) => {
    const ran = await run({
      program: 'sh',
      args: ['-c', command],
      input: `${body}\n`,
      timeoutMs: execMs,
      keptBytes: 4096,
      afterInterruption: true,
    })
    if (ran.end === 'timeout') return `it took longer than ${execMs / 1000} s`
    if (ran.exitCode === 0) return null
    return ran.end === 'missing' ? 'there is no sh' : `it exited with ${ran.exitCode}: ${lastWords(ran)}`
  }
}
