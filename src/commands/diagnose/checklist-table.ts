import type { ChecklistAnswer } from '../../checks/index.ts'
import type { Table } from '../../core/index.ts'

/** The guide's checklist, an item a row; `host` names the machine where there are several. */
export function checklistTable(items: readonly ChecklistAnswer[], host: string | null): Table {
  return {
    title: `Optimisation checklist of the guide${host === null ? '' : ` on ${host}`}`,
    main: true,
    columns: [
      { key: 'section', title: 'Section' },
      { key: 'answer', title: 'Answer' },
      { key: 'item', title: 'Item' },
      { key: 'because', title: 'Because' },
    ],
    rows: items.map(({ section, answer, item, because, checks }) => [
      section,
      answer,
      item,
      checks.length === 0 ? because : `${because} (${checks.join(', ')})`,
    ]),
  }
}
