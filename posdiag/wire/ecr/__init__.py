"""ECR dialects between a till and its terminal: STX, a body, ETX and a check byte, all described as data."""
