// Shows each service's document, chosen in the bar at the top.
fetch("services.json")
  .then((answer) => answer.json())
  .then((documents) => {
    SwaggerUIBundle({
      urls: documents,
      dom_id: "#swagger-ui",
      deepLinking: true,
      // The validator's badge would be loaded from elsewhere.
      validatorUrl: null,
      presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
      layout: "StandaloneLayout",
    });
  });
