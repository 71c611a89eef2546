// Azure's resource types as the bicep-types-az project publishes them: a list of type nodes per provider and version.
import fs from 'node:fs';
import path from 'node:path';
import { properties, text } from './bicep-file.mjs';

const Required = 1;
const ReadOnly = 2;

// Written by Bicep itself, not by Azure's types.
const Meta = new Set(['parent', 'scope', 'dependsOn', 'name', 'type', 'apiVersion', 'id']);

export class AzureTypes {
  #resources = new Map();

  constructor(folder) {
    for (const name of fs.readdirSync(folder).filter(n => n.endsWith('.json'))) {
      const nodes = JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'));
      for (const node of nodes.filter(n => n.$type === 'ResourceType')) {
        this.#resources.set(node.name.toLowerCase(), { nodes, body: node.body });
      }
    }
  }

  find(type) {
    return this.#resources.get(type.toLowerCase());
  }

  check(type, body, resource, tell) {
    const look = reference => type.nodes[Number(reference.$ref.slice(2))];
    this.#object(look, look(type.body), body, resource.type, true, tell);
    this.#name(look, look(type.body), body, tell);
  }

  #name(look, node, body, tell) {
    const name = properties(body).get('name');
    if (!name) {
      tell(body, 'has no name');
      return;
    }

    const declared = (node.properties ?? node.baseProperties).name;
    if (declared) {
      this.#value(look, look(declared.type), name.value, 'name', tell);
    }
  }

  #value(look, node, value, where, tell) {
    switch (value.type) {
      case 'object': return this.#objectLike(look, node, value, where, tell);
      case 'array': return this.#array(look, node, value, where, tell);
      case 'string': return this.#string(look, node, value, where, tell);
      case 'number': return this.#number(node, value, where, tell);
      case 'boolean': return this.#kind(look, node, 'BooleanType', value, where, tell);
      case 'for_statement': return this.#array(look, node, value, where, tell);
      case 'ternary_expression':
        for (const branch of value.namedChildren.slice(1)) {
          if (branch.type !== 'null') {
            this.#value(look, node, branch, where, tell);
          }
        }

        return;
      default: // an expression: its type is known to the compiler only
    }
  }

  #kinds(look, node) {
    return node.$type === 'UnionType' ? node.elements.flatMap(e => this.#kinds(look, look(e))) : [node];
  }

  #kind(look, node, wanted, value, where, tell) {
    if (!this.#kinds(look, node).some(k => k.$type === wanted || k.$type === 'AnyType')) {
      tell(value, `${where} is ${value.type}, Azure wants ${this.#spoken(look, node)}`);
      return false;
    }

    return true;
  }

  #spoken(look, node) {
    return this.#kinds(look, node).map(k => k.value === undefined ? k.$type.replace('Type', '').toLowerCase() : `'${k.value}'`).join(' | ');
  }

  #objectLike(look, node, value, where, tell) {
    if (node.$type === 'AnyType') {
      return;
    }

    if (node.$type !== 'ObjectType' && node.$type !== 'DiscriminatedObjectType') {
      tell(value, `${where} is an object, Azure wants ${this.#spoken(look, node)}`);
      return;
    }

    this.#object(look, node, value, where, false, tell);
  }

  #object(look, node, value, where, top, tell) {
    let known = node.properties;
    if (node.$type === 'DiscriminatedObjectType') {
      const chosen = properties(value).get(node.discriminator)?.value;
      const branch = chosen && node.elements[text(chosen)];
      if (chosen && !branch && text(chosen) !== null) {
        tell(chosen, `${where}.${node.discriminator} '${text(chosen)}' is none of ${Object.keys(node.elements).join(', ')}`);
      }

      if (!branch) {
        return;
      }

      known = { ...node.baseProperties, ...look(branch).properties };
    }

    const given = properties(value);
    for (const [name, property] of given) {
      if (top && Meta.has(name)) {
        continue;
      }

      const declared = known?.[name];
      if (declared) {
        if (declared.flags & ReadOnly) {
          tell(property.node, `${where}.${name} is set by Azure and cannot be given`);
        } else {
          this.#value(look, look(declared.type), property.value, `${where}.${name}`, tell);
        }
      } else if (!node.additionalProperties) {
        tell(property.node, `${where} has no property '${name}'`);
      } else {
        this.#value(look, look(node.additionalProperties), property.value, `${where}.${name}`, tell);
      }
    }

    for (const [name, declared] of Object.entries(known ?? {})) {
      if (declared.flags & Required && !(declared.flags & ReadOnly) && !given.has(name) && !(top && Meta.has(name))) {
        tell(value, `${where} lacks '${name}'`);
      }
    }
  }

  #array(look, node, value, where, tell) {
    if (!this.#kind(look, node, 'ArrayType', value, where, tell) || node.$type !== 'ArrayType') {
      return;
    }

    const items = value.type === 'array' ? value.namedChildren : [value.namedChildren.at(-1)];
    for (const item of items) {
      this.#value(look, look(node.itemType), item, `${where}[]`, tell);
    }
  }

  // A union that is open (has a plain string beside its values) is held closed: what is not listed is most likely a slip.
  #string(look, node, value, where, tell) {
    const kinds = this.#kinds(look, node);
    const listed = kinds.filter(k => k.$type === 'StringLiteralType').map(k => k.value);
    const plain = kinds.find(k => k.$type === 'StringType');
    if (listed.length === 0 && !plain && !kinds.some(k => k.$type === 'AnyType')) {
      tell(value, `${where} is a string, Azure wants ${this.#spoken(look, node)}`);
      return;
    }

    const content = text(value);
    if (content === null) {
      return;
    }

    if (listed.length > 0 && !listed.includes(content)) {
      tell(value, `${where} '${content}' is none of ${listed.join(', ')}`);
    } else if (listed.length === 0 && plain) {
      if (plain.minLength > content.length || plain.maxLength < content.length) {
        tell(value, `${where} '${content}' has ${content.length} characters, Azure wants ${plain.minLength ?? 0} to ${plain.maxLength ?? 'any'}`);
      } else if (plain.pattern && !new RegExp(plain.pattern).test(content)) {
        tell(value, `${where} '${content}' does not fit ${plain.pattern}`);
      }
    }
  }

  #number(node, value, where, tell) {
    if (node.$type === 'AnyType') {
      return;
    }

    if (node.$type !== 'IntegerType') {
      tell(value, `${where} is a number, Azure wants ${node.$type.replace('Type', '').toLowerCase()}`);
      return;
    }

    const number = Number(value.text);
    if (number < node.minValue || number > node.maxValue) {
      tell(value, `${where} ${number} is outside ${node.minValue ?? ''}…${node.maxValue ?? ''}`);
    }
  }
}
