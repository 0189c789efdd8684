/**
 * Forbids `instanceof` on what comes from Segment's packages. Upstream's local server loads a destination with another
 * copy of the framework than its own, and there every such test is false: tell errors by what they carry.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
module.exports = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      foreign:
        '"{{name}}" comes from {{source}}, of which there can be two copies: `instanceof` is then false. Tell it by what it carries, such as `status`, `code` or `response`.'
    }
  },
  create: (context) => ({
    "BinaryExpression[operator='instanceof']": ({ right }) => {
      const object = right.type === 'MemberExpression' ? right.object : right
      const source = object.type === 'Identifier' && importedFrom(context.sourceCode.getScope(object), object.name)
      if (!source || !source.startsWith('@segment/')) return
      context.report({ node: right, messageId: 'foreign', data: { name: context.sourceCode.getText(right), source } })
    }
  })
}

/** The module that a name is imported from, or undefined when the name is the file's own. */
function importedFrom(scope, name) {
  for (let current = scope; current; current = current.upper) {
    const variable = current.set.get(name)
    if (!variable) continue
    const definition = variable.defs.find(({ type }) => type === 'ImportBinding')
    return definition?.parent.source.value
  }
  return undefined
}
