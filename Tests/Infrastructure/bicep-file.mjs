// One parsed .bicep or .bicepparam file: what it declares, what it uses, and whether the two fit.
import path from 'node:path';

// https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions: those in use here; another one is added when used.
const Functions = new Set([
  'empty', 'environment', 'guid', 'indexOf', 'map', 'resourceGroup', 'resourceId', 'subscriptionResourceId', 'take', 'tenant', 'union', 'uniqueString',
  'description', 'allowed', 'minLength', 'maxLength', 'minValue', 'maxValue', 'secure',
]);

/** The text of a string without interpolation, else null. */
export function text(node) {
  if (node?.type !== 'string') {
    return null;
  }

  const parts = node.namedChildren;
  return parts.every(p => p.type === 'string_content') ? parts.map(p => p.text).join('') : null;
}

/** The properties of an object: name → { node, value }. */
export function properties(object) {
  const found = new Map();
  for (const node of object.namedChildren.filter(c => c.type === 'object_property')) {
    const [key, value] = node.namedChildren;
    if (value) {
      found.set(key.type === 'string' ? text(key) ?? key.text : key.text, { node, value });
    }
  }

  return found;
}

/** Its text, whatever the white space. */
export const oneLine = written => written.replace(/\s+/g, ' ').trim();

export function* all(node, type) {
  if (node.type === type) {
    yield node;
  }

  for (const child of node.namedChildren) {
    yield* all(child, type);
  }
}

export class BicepFile {
  constructor(name, tree) {
    this.name = name;
    this.root = tree.rootNode;
  }

  #declared(type) {
    return this.root.namedChildren.filter(n => n.type === type);
  }

  get #names() {
    const kinds = ['parameter_declaration', 'variable_declaration', 'resource_declaration', 'module_declaration'];
    return kinds.flatMap(kind => this.#declared(kind)).map(node => ({ name: node.namedChildren[0].text, node }));
  }

  get parameters() {
    return this.#declared('parameter_declaration').map(node => ({
      name: node.namedChildren[0].text,
      required: !node.namedChildren.slice(1).some(c => !['type', 'decorators'].includes(c.type)),
    }));
  }

  /** The value of a variable, or of an assignment in a parameter file. */
  variable(name) {
    return this.#declared('variable_declaration').find(node => node.namedChildren[0].text === name)?.namedChildren[1];
  }

  /** Each module's symbol and the parameters it is given: name → { node, value }. */
  get modules() {
    return this.#declared('module_declaration').map(node => {
      const given = properties([...all(node, 'object')][0]).get('params')?.value;
      return { symbol: node.namedChildren[0].text, node, given: given ? properties(given) : new Map() };
    });
  }

  get outputs() {
    return this.#declared('output_declaration').map(node => node.namedChildren[0].text);
  }

  checkSyntax(tell) {
    if (this.root.hasError) {
      const broken = [...all(this.root, 'ERROR')][0] ?? this.root;
      tell(broken, `is not understood: ${broken.text.slice(0, 60)}`);
    }
  }

  /** Every name used is declared, every name declared is used. */
  checkNames(tell) {
    if (this.name.endsWith('.bicepparam')) {
      return;
    }

    const declared = this.#names;
    const known = new Set(declared.map(d => d.name));
    for (const { name, node } of declared) {
      if (declared.filter(d => d.name === name).length > 1) {
        tell(node, `'${name}' is declared twice`);
      }
    }

    const used = new Set();
    for (const identifier of all(this.root, 'identifier')) {
      const parent = identifier.parent;
      const first = parent.namedChildren[0].equals(identifier);
      if (first && (parent.type.endsWith('_declaration') || parent.type === 'object_property')) {
        continue;
      }

      if (this.#isLocal(identifier)) {
        continue;
      }

      const isCall = parent.type === 'call_expression' && first;
      if (isCall ? !Functions.has(identifier.text) : !known.has(identifier.text)) {
        tell(identifier, `'${identifier.text}' is not declared`);
      }

      used.add(identifier.text);
    }

    for (const { name, node } of declared.filter(d => ['parameter_declaration', 'variable_declaration'].includes(d.node.type))) {
      if (!used.has(name)) {
        tell(node, `'${name}' is never used`);
      }
    }
  }

  /** A loop's own variable or a lambda's parameter. */
  #isLocal(identifier) {
    for (let node = identifier.parent; node; node = node.parent) {
      const locals = node.type === 'for_statement' ? this.#loopVariables(node)
        : node.type === 'lambda_expression' ? [...all(node.namedChildren[0], 'identifier')].map(i => i.text)
        : [];
      if (locals.includes(identifier.text)) {
        return true;
      }
    }

    return false;
  }

  #loopVariables(loop) {
    const head = loop.text.slice(0, loop.text.indexOf(' in '));
    return head.replace(/^\[?\s*for\s*/, '').replace(/[()\s]/g, '').split(',');
  }

  /** Modules exist, get what they need and nothing else, and have the outputs they are asked for. */
  checkModules(files, tell) {
    const beside = node => files.get(path.normalize(path.join(path.dirname(this.name), text(node) ?? '')));
    for (const using of [...all(this.root, 'using_statement')]) {
      const target = beside(using.namedChildren[0]);
      if (!target) {
        tell(using, `uses ${using.namedChildren[0].text}, which does not exist`);
      } else {
        const given = this.#declared('variable_declaration');
        this.#given(target, new Map(given.map(node => [node.namedChildren[0].text, node])), using, tell);
        for (const node of given) {
          target.#checkDecorators(node.namedChildren[0].text, node.namedChildren[1], tell);
        }
      }
    }

    const modules = new Map();
    for (const node of this.#declared('module_declaration')) {
      const target = beside(node.namedChildren[1]);
      modules.set(node.namedChildren[0].text, target);
      if (!target) {
        tell(node, `module ${node.namedChildren[1].text} does not exist`);
        continue;
      }

      const body = [...all(node, 'object')][0];
      const given = properties(body).get('params')?.value;
      this.#given(target, new Map(given ? [...properties(given)].map(([name, p]) => [name, p.node]) : []), node, tell);
    }

    for (const use of this.root.text.matchAll(/\b(\w+)!?\.outputs\.(\w+)/g)) {
      const target = modules.get(use[1]);
      if (target && !target.outputs.includes(use[2])) {
        tell(this.root.descendantForIndex(use.index), `module '${use[1]}' has no output '${use[2]}'`);
      }
    }
  }

  #given(target, given, where, tell) {
    for (const [name, node] of given) {
      if (!target.parameters.some(p => p.name === name)) {
        tell(node, `${target.name} has no parameter '${name}'`);
      }
    }

    for (const parameter of target.parameters.filter(p => p.required && !given.has(p.name))) {
      tell(where, `${target.name} needs the parameter '${parameter.name}'`);
    }
  }

  /** A literal given to a parameter is one of those its @allowed decorator lists, and not shorter than @minLength. */
  #checkDecorators(parameter, value, tell) {
    const declaration = this.#declared('parameter_declaration').find(d => d.namedChildren[0].text === parameter);
    const decorators = declaration?.previousNamedSibling?.type === 'decorators' ? declaration.previousNamedSibling : null;
    const calls = decorators ? [...all(decorators, 'call_expression')] : [];
    const argument = (name, type) => calls.filter(c => c.namedChildren[0].text === name).map(c => [...all(c, type)])[0];
    const allowed = argument('allowed', 'string')?.map(text);
    const given = text(value);
    if (allowed && given !== null && !allowed.includes(given)) {
      tell(value, `${parameter} '${given}' is none of ${allowed.join(', ')}`);
    }

    const least = Number(argument('minLength', 'number')?.[0].text ?? 0);
    if (given !== null && given.length < least) {
      tell(value, `${parameter} '${given}' is shorter than ${least}`);
    }
  }

  /** No key, password or connection string with a key is ever read or printed. */
  checkSecrets(tell) {
    for (const call of all(this.root, 'call_expression')) {
      if (/\blist(Keys|AccountSas|ServiceSas|Secrets|ConnectionStrings)?\s*\($/i.test(call.text.slice(0, call.text.indexOf('(') + 1))) {
        tell(call, 'reads a key: the app has an identity instead');
      }
    }

    for (const content of all(this.root, 'string_content')) {
      if (/AccountKey=|SharedAccessKey=|password/i.test(content.text)) {
        tell(content, 'holds a secret');
      }
    }
  }

  *resources(node = this.root, outer = null) {
    for (const child of node.namedChildren) {
      if (child.type !== 'resource_declaration') {
        yield* this.resources(child, outer);
        continue;
      }

      const declared = text(child.namedChildren[1]);
      const [outerType, version] = outer?.split('@') ?? [];
      const type = outer && !declared.includes('/') ? `${outerType}/${declared.split('@')[0]}@${declared.split('@')[1] ?? version}` : declared;
      const body = [...all(child, 'object')][0];
      const head = child.text.slice(0, child.text.indexOf('{'));
      yield { symbol: child.namedChildren[0].text, type, body, node: child, head: oneLine(head), existing: /^resource\s+\w+\s+'[^']*'\s+existing\b/.test(child.text) };
      yield* this.resources(child, type);
    }
  }
}
