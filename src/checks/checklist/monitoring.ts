import type { Fact, ProcessList } from '../../core/index.ts'
import { type Item, manual, type Section } from './item.ts'

/** The guide's items on monitoring: a program that does it is evidence, and without one people have to know. */
export const monitoring: Section = {
  section: 'Monitoring Level',
  items: [
    doneBy(
      'Set up comprehensive metrics collection',
      /^(?:node_exporter|prometheus(?:-node)?|netdata|telegraf|collectd|datadog-agent|agent|zabbix_agentd?2?|metricbeat|grafana-agent|alloy|otelcol.*|pmcd)$/,
      'Who collects the figures of this machine and of the application, and how long are they kept?',
    ),
    doneBy(
      'Configure performance alerting',
      /^(?:alertmanager|prometheus-aler|vmalert|zabbix_server)$/,
      'Who is told, and how, when the machine or the application gets slow?',
    ),
    doneBy(
      'Implement log aggregation and analysis',
      /^(?:fluentd|fluent-bit|filebeat|promtail|vector|logstash|alloy|splunkd|td-agent.*)$/,
      'Where do the logs of all machines come together, and can they be searched?',
    ),
    manual(
      'Regular performance benchmarking',
      'When was the last benchmark run, and what is it compared with?',
    ),
    manual(
      'Capacity planning based on growth projections',
      'How far does the present size go at the present growth? lewis-perf size answers with --growth.',
    ),
    manual(
      'Automated scaling policies',
      'Does anything add an instance under load, up to which number, and was it tried?',
    ),
  ],
}

function doneBy(item: string, programs: RegExp, question: string): Item {
  return {
    item,
    checks: [],
    judge: ({ facts: { processes } }) => {
      const name = running(programs, processes)
      return name === undefined
        ? { answer: 'manual', because: question }
        : { answer: 'pass', because: `${name} runs here.` }
    },
  }
}

function running(programs: RegExp, processes: Fact<ProcessList>): string | undefined {
  if (!processes.known) return undefined
  return processes.last.processes.find(({ name }) => programs.test(name))?.name
}
