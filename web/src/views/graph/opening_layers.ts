import { layers } from "virtual:opening";
import { know } from "./layers";

know(...layers);
