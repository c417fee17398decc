/** The rival: Apollo's own gateway in Apollo Server, set up as the public benchmark sets it up. */
import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

const [file = '', port] = process.argv.slice(2);
const gateway = new ApolloGateway({ supergraphSdl: readFileSync(file, 'utf8') });
// The two Apollo packages describe the same interface in different major versions.
void startStandaloneServer(new ApolloServer({ gateway: gateway as never }), { listen: { port: Number(port) } });
