import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort, type RunningServer, startProgram } from '../../servers/program.ts'
import { prometheus } from '../../servers/prometheus.ts'
import { writeOpenMetrics } from './open-metrics.ts'

const run = promisify(execFile)

/** A Prometheus of its own that remembers the recorded cluster and scrapes nothing. */
export function startBackFilled(promtool: string): Promise<RunningServer> {
  return startProgram('back-filled', async (folder) => {
    const file = (name: string): string => join(folder, name)
    await writeOpenMetrics(file('history'))
    await run(promtool, [
      'tsdb',
      'create-blocks-from',
      'openmetrics',
      '--quiet',
      file('history'),
      file('data'),
    ])
    await writeFile(file('prometheus.yml'), '')
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    return {
      command: prometheus.find() ?? '',
      args: [
        `--config.file=${file('prometheus.yml')}`,
        `--storage.tsdb.path=${file('data')}`,
        '--storage.tsdb.retention.time=100y',
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      answers: async () => (await fetch(`${url}/-/ready`).catch(() => null))?.ok === true,
      coordinates: { url },
    }
  })
}
