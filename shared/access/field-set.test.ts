import { parse } from 'graphql';
import { coordinatesOf } from './field-set';
import { readAccessGraph } from './graph-model';

const graph = readAccessGraph([
  { name: 'a', typeDefs: parse('type Person { home(at: Int): Home! pets: [Pet!] } union Pet = Cat | Dog') },
  { name: 'b', typeDefs: parse('type Home { owner: Person } type Cat { lives: Int } type Dog { owner: Person }') },
]);

test.each([
  ['home { owner { pets { __typename } } }', ['Person.home', 'Home.owner', 'Person.pets']],
  ['home(at: 3) { owner { __typename } }', ['Person.home', 'Home.owner']],
  [
    'pets { ... on Cat { lives } ... on Dog { owner { home { x } } } }',
    ['Person.pets', 'Cat.lives', 'Dog.owner', 'Person.home', 'Home.x'],
  ],
  ['... { home { y } }', ['Person.home', 'Home.y']],
  ['alias: pets { z }', ['Person.pets', 'Pet.z']],
  ['home {', ['Person.{home {}']],
])('%s', (fieldSet, coordinates) => {
  expect(coordinatesOf(graph, 'Person', fieldSet)).toEqual(coordinates);
});
