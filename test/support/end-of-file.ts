import { stopSmallServices } from './small-service';

/** jest setupFilesAfterEnv of the second topology. */
afterAll(stopSmallServices);
