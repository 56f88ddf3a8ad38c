/** The API reference: swagger-ui shows the server's OpenAPI document. A page of its own (docs/index.html). */
import SwaggerUI from "swagger-ui-dist/swagger-ui-es-bundle.js";
import "swagger-ui-dist/swagger-ui.css";

SwaggerUI({
  url: "../openapi.json",
  domNode: document.getElementById("reference"),
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  defaultModelExpandDepth: 3,
  tryItOutEnabled: false,
  filter: true,
  validatorUrl: null, // asks nobody else
});
