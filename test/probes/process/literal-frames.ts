import { ioText, procFiles } from './literal-proc.ts'
import { heading, inet } from './literal-sockets.ts'

const main = { id: 7, waitsIn: 'ep_poll', switches: [10, 1] as [number, number] }
/** A process of two threads at the beginning of two seconds. */
export const first = procFiles(
  { userTicks: 100, systemTicks: 50, minorFaults: 10, majorFaults: 1 },
  { uptime: 1000, threads: [main, { id: 8, name: 'worker', waitsIn: 'futex_do_wait' }] },
)
/** The same at their end, with a third thread and a connection. */
export const last = procFiles(
  { state: 'R', userTicks: 250, systemTicks: 70, minorFaults: 30, majorFaults: 5 },
  {
    uptime: 1002,
    threads: [
      { ...main, userTicks: 150, systemTicks: 20, runDelaySeconds: 0.5, switches: [30, 5] },
      { id: 8, name: 'worker', waitsIn: 'futex_do_wait', runDelaySeconds: 0.1 },
      { id: 9, name: 'young', state: 'R', startTicks: 100_100, runDelaySeconds: 9 },
    ],
    files: {
      '/proc/7/io': ioText({
        read: 2000,
        written: 4000,
        calls: 20,
        diskRead: 600,
        diskWritten: 800,
        cancelled: 200,
      }),
      '/proc/7/smaps_rollup':
        'Rss: 1000 kB\nPss: 500 kB\nPss_Anon: 400 kB\nPss_File: 100 kB\nPss_Shmem: 0 kB\nSwap: 0 kB\n',
      '/proc/7/fd/3': { link: 'socket:[11]' },
      '/proc/7/net/tcp': heading + inet('0100000A:D001', '0500000A:1538', '01', 11),
    },
  },
)
