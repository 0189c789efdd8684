import { PluginKind, declareValuePlugin } from '@stryker-mutator/api/plugin'

const UI_TEXTS = ['label', 'description', 'title']

/** Leaves the texts of Segment's app alone: nothing that a destination does depends on their wording. */
export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'ui-texts', {
    shouldIgnore: ({ node }) =>
      node.type === 'ObjectProperty' &&
      UI_TEXTS.includes(node.key.name) &&
      ['StringLiteral', 'TemplateLiteral'].includes(node.value.type)
        ? 'a text of Segment’s app'
        : undefined
  })
]
