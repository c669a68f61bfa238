// What office.js asks of Excel, played on objects of our own. A request names objects by paths (a
// property or a method of another object), then acts on them. Undocumented: read off office.js.

const PATH = { global: 1, method: 3, property: 4, indexer: 5, reference: 6 };
const ACTION = { instantiate: 1, query: 2, call: 3, set: 4 };

const kept = new Map();

/** The results of a request's actions, up to the first that fails. */
export function answer(workbook, { Actions, ObjectPaths }) {
  const objects = new Map();
  const find = (id) => {
    if (!objects.has(id)) objects.set(id, reach(workbook, ObjectPaths[id], find));
    return objects.get(id);
  };
  const Results = [];
  for (const action of Actions) {
    try {
      const Value = act(action, find(action.ObjectPathId), find) ?? null;
      Results.push({ ActionId: action.Id, Value });
    } catch (problem) {
      const Message = `${action.Name || "a path"}: ${problem.message}`;
      const Error = { Code: problem.code ?? "GeneralException", Message, Location: action.Name };
      return { Results, Error: { ...Error, ActionIndex: Results.length } };
    }
  }
  return { Results };
}

function reach(workbook, path, find) {
  if (path.ObjectPathType === PATH.global) return workbook;
  if (path.ObjectPathType === PATH.reference) return kept.get(path.Name);
  const parent = find(path.ParentObjectPathId);
  if (parent === null) return null; // what belongs to nothing is nothing
  if (path.ObjectPathType === PATH.property) return member(parent, path.Name);
  const name = path.ObjectPathType === PATH.indexer ? "GetItem" : path.Name;
  return member(parent, name).apply(parent, given(path.ArgumentInfo, find));
}

function act(action, object, find) {
  if (action.ActionType === ACTION.instantiate) return object && { _ReferenceId: keep(object) };
  if (object === null) return null;
  if (action.ActionType === ACTION.query) return told(object, action.QueryInfo.Select);
  if (action.Name === "_KeepReference" || action.Name === "_RemoveReference") return null;
  const member_ = member(object, action.Name);
  if (action.ActionType === ACTION.set) object[action.Name] = action.ArgumentInfo.Arguments[0];
  if (action.ActionType === ACTION.call) member_.apply(object, given(action.ArgumentInfo, find));
  return null;
}

function member(object, name) {
  if (!(name in object)) throw new Error(`${object.constructor.name} has no ${name} here`);
  return object[name];
}

function given({ Arguments = [], ReferencedObjectPathIds = [] }, find) {
  return Arguments.map((value, n) => (ReferencedObjectPathIds[n] ? find(value) : value));
}

function told(object, names) {
  if (object.items) return { _Items: object.items.map((item) => ({ _Id: item.id, ...told(item, names) })) };
  const values = {};
  for (const name of names) {
    const [first, rest] = name.split("/");
    const key = first[0].toUpperCase() + first.slice(1);
    const value = member(object, key);
    values[key] = rest ? told(value, [rest]) : value;
  }
  return values;
}

function keep(object) {
  const name = `kept ${kept.size}`;
  kept.set(name, object);
  return name;
}
