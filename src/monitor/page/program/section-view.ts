import { element } from './element.ts'
import { type PanelActions, panelView } from './panel-view.ts'
import type { Section } from './panels.ts'
import type { SeriesStore } from './series-store.ts'

/** A part of the page with its panels. */
export interface SectionView {
  node: HTMLElement
  update(store: SeriesStore, fromMs: number, toMs: number): void
  recolour(): void
}

/** A section says what is missing where none of its panels has anything to show. */
export function sectionView({ id, title, panels, whenEmpty }: Section, actions: PanelActions): SectionView {
  const views = panels.map((panel) => panelView(panel, actions))
  const option = whenEmpty.option === null ? [] : [' ', element('code', {}, whenEmpty.option)]
  const empty = element('p', { class: 'empty' }, whenEmpty.text, ...option)
  const heading = element('h2', { id: `${id}-title` }, title)
  const grid = element('div', { class: 'panels' }, ...views.map(({ node }) => node))
  return {
    node: element('section', { 'aria-labelledby': heading.id, id }, heading, empty, grid),
    update(store, fromMs, toMs) {
      const shown = views.filter((view) => view.update(store, fromMs, toMs))
      empty.hidden = shown.length > 0
    },
    recolour() {
      for (const view of views) view.recolour()
    },
  }
}
