import { quantity } from '../../core/index.ts'
import { defineCheck } from '../define-check.ts'

export const diskMountHung = defineCheck({
  id: 'disk.mount-hung',
  group: 'disk',
  resource: 'disk',
  role: 'errors',
  title: 'Network mounts',
  meaning:
    'Whether each mount of a network filesystem answers within 2 seconds. Where one does not, every process that touches it waits, often without being killable.',
  reads: 'statfs of each network mount in /proc/self/mountinfo, asked in a program that can be killed',
  source: 'node_exporter issues 1353 and 3058: a hung mount hangs who asks for it',
  needs: ['networkMounts'],
  evaluate({ facts }) {
    return facts.networkMounts.last.map(({ mountPoint, type, answered }) => ({
      instance: mountPoint,
      value: null,
      status: answered ? 'pass' : 'fail',
      because: answered
        ? `${mountPoint} (${type}) answers.`
        : `${mountPoint} (${type}) did not answer: every process that touches it waits.`,
      evidence: { type, 'did not answer': quantity(answered ? 0 : 1, 'count') },
      culprit: mountPoint,
      names: { mountPoint },
    }))
  },
  advice: [
    {
      text: 'See where it is mounted from, then whether that server is up and reachable.',
      command: 'grep -F {mountPoint} /proc/mounts',
      risk: 'none',
    },
    {
      text: 'Detach it where the server will not come back: processes that wait for it get an error, and what they had not written is lost.',
      command: 'umount -f -l {mountPoint}',
      undo: 'mount {mountPoint}',
      risk: 'data',
    },
  ],
})
