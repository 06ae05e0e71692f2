"""Coupon payments as the shop sees them: request, instrument and purses, dated rules, the money."""
