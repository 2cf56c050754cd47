import { emitKeypressEvents } from 'node:readline'
import type { World } from '../core/index.ts'
import { type LivePicture, type LiveScreen, plainColour } from '../report/index.ts'
import { showsUnicode, terminalColour, wantsColour } from './look.ts'

interface Keypress {
  name?: string
  ctrl?: boolean
  sequence?: string
}

/**
 * Draws `picture` in place of progress, and again at each key and when the window changes its size; null where standard error or input is
 * no terminal that can be drawn on. The terminal is given back on any end of the process but kill -9, and while it is suspended.
 */
export async function openLiveScreen(
  world: World,
  picture: LivePicture,
  { noColor }: { noColor: boolean },
): Promise<LiveScreen | null> {
  const { stderr, stdin } = process
  const { TERM, CI } = world.environment
  if (!stderr.isTTY || !stdin.isTTY || TERM === 'dumb' || CI) return null
  const { createLogUpdate } = await import('log-update')
  const update = createLogUpdate(stderr)
  const isColoured = wantsColour({ environment: world.environment, output: world.errors }, noColor)
  const colour = isColoured ? await terminalColour() : plainColour
  const unicode = showsUnicode(world.environment)
  const draw = (): void => {
    // The last row stays free: the cursor rests there, and a terminal would scroll.
    const rows = Math.max(1, (stderr.rows ?? 24) - 1)
    const columns = Math.max(20, (stderr.columns ?? 80) - 1)
    update(picture.lines({ columns, rows, unicode, colour }).slice(0, rows).join('\n'))
  }
  const release = (): void => {
    update.clear()
    update.done()
    stdin.setRawMode(false)
  }
  const take = (): void => {
    stdin.setRawMode(true)
    draw()
  }
  const onKey = (_: string | undefined, key: Keypress): void => {
    if (key.ctrl === true && key.name === 'c') process.kill(process.pid, 'SIGINT')
    else if (key.ctrl === true && key.name === 'z') {
      release()
      process.kill(process.pid, 'SIGTSTP')
    } else {
      picture.press({ name: key.name ?? '', text: typedText(key) })
      draw()
    }
  }
  emitKeypressEvents(stdin)
  stdin.on('keypress', onKey).resume()
  stderr.on('resize', draw)
  process.on('SIGCONT', take)
  process.once('exit', release)
  take()
  return {
    draw,
    stop() {
      process.off('exit', release)
      process.off('SIGCONT', take)
      stderr.off('resize', draw)
      stdin.off('keypress', onKey).pause()
      release()
    },
  }
}

/** What a key types: one printable character. */
function typedText({ ctrl, sequence = '' }: Keypress): string {
  return ctrl !== true && /^[^\p{C}]$/u.test(sequence) ? sequence : ''
}
