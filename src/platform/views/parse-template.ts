import Handlebars from 'handlebars';

const isolated = 'partials/';

/** What is known before any page is asked for. */
interface Known {
  /** The text under a key, in the language that the template is compiled for. */
  text(key: string): string;
  icon(name: string, classes: string): string;
  /** Content as the template's kind writes it: escaped, or plain. */
  escaped(text: string): string;
}

/**
 * A template's syntax tree in which every `{{> partials/… }}` without a context of its own starts from nothing but its
 * named parameters. Handlebars would let a missing parameter fall through to the caller, so a button inside a loop over
 * licenses would take the license's `name`. Layouts and blocks keep the caller's context, because their content needs it.
 *
 * Texts and icons with literal names become content, once: at render time each would be a call for every row of a list.
 */
export function parseTemplate(source: string, known: Known): hbs.AST.Program {
  const program = Handlebars.parse(source);
  new Isolation().accept(program);
  settle(program, known);
  return program;
}

class Isolation extends Handlebars.Visitor {
  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    const name =
      partial.name.type === 'PathExpression' ? (partial.name as hbs.AST.PathExpression).original : '';
    if (name.startsWith(isolated) && partial.params.length === 0) partial.params.push(nothing(partial.loc));
    super.PartialStatement(partial);
  }
}

/** In a mutating visitor, what a method returns takes the node's place; the library's types do not say so. */
function settle(program: hbs.AST.Program, known: Known): void {
  const visitor = new Handlebars.Visitor();
  const inner = Handlebars.Visitor.prototype;
  Object.assign(visitor, {
    mutating: true,
    MustacheStatement: (statement: hbs.AST.MustacheStatement) => {
      inner.MustacheStatement.call(visitor, statement);
      return settledStatement(statement, known);
    },
    SubExpression: (expression: hbs.AST.SubExpression) => {
      inner.SubExpression.call(visitor, expression);
      return settledExpression(expression, known);
    },
  });
  visitor.accept(program);
}

function settledStatement(statement: hbs.AST.MustacheStatement, known: Known): hbs.AST.Node {
  const call = callOf(statement);
  if (call?.name === 't' && call.classes === null)
    return content(statement, known.escaped(known.text(call.key)));
  if (call?.name === 'icon') return content(statement, known.icon(call.key, call.classes ?? 'size-4'));
  return statement;
}

function settledExpression(expression: hbs.AST.SubExpression, known: Known): hbs.AST.Node {
  const call = callOf(expression);
  if (call?.name !== 't' || call.classes !== null) return expression;
  const value = known.text(call.key);
  const literal: hbs.AST.StringLiteral = {
    type: 'StringLiteral',
    value,
    original: value,
    loc: expression.loc,
  };
  return literal;
}

/** `t "key"` or `icon "name" class="..."` with nothing but literals; null for every other call. */
function callOf({ path, params, hash }: hbs.AST.MustacheStatement | hbs.AST.SubExpression) {
  const [first] = params;
  if (path.type !== 'PathExpression' || params.length !== 1 || first?.type !== 'StringLiteral') return null;
  const pairs = hash?.pairs ?? [];
  const [pair] = pairs;
  const classes = pair?.key === 'class' && pair.value.type === 'StringLiteral' ? literalOf(pair.value) : null;
  if (pairs.length > 1 || (pair && classes === null)) return null;
  return { name: (path as hbs.AST.PathExpression).original, key: literalOf(first), classes };
}

const literalOf = (literal: hbs.AST.Expression): string => (literal as hbs.AST.StringLiteral).value;

function content(statement: hbs.AST.MustacheStatement, value: string): hbs.AST.ContentStatement {
  const node = { type: 'ContentStatement' as const, value, original: value, strip: {}, loc: statement.loc };
  return node as unknown as hbs.AST.ContentStatement;
}

function nothing(loc: hbs.AST.SourceLocation): hbs.AST.UndefinedLiteral {
  return { type: 'UndefinedLiteral', loc };
}
